package orchestrator.server.config;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the files of settings again while the server runs. What reads them throws a {@link
 * SettingsException} that names the file that cannot be used. Equal to another that reads as often,
 * and the same channels' file.
 */
public final class Reload {
  private final SettingSource source;
  private final Duration interval;
  private final Optional<SettingFile> channelFile;

  Reload(SettingSource source, Duration interval, Optional<SettingFile> channelFile) {
    this.source = source;
    this.interval = interval;
    this.channelFile = channelFile;
  }

  /** Between two looks at the files; zero for never. */
  public Duration interval() {
    return interval;
  }

  /** The file of the channels; absent when the channels are the usual ones. */
  public Optional<SettingFile> channelFile() {
    return channelFile;
  }

  /** Reads the file of the channels, when there is one. */
  public ChannelAccess channels() {
    return SettingsReader.channels(source);
  }

  /** Reads the settings of the engine, with the files that they name. */
  public EngineSettings engine() {
    return source.get(CommonSettings.MODE).read(source);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reload reload
        && reload.interval.equals(interval)
        && reload.channelFile.equals(channelFile);
  }

  @Override
  public int hashCode() {
    return Objects.hash(interval, channelFile);
  }

  /** Such as {@code every PT5S}. */
  @Override
  public String toString() {
    return "every " + interval;
  }
}
