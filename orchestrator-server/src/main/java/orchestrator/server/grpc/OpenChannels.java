package orchestrator.server.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import orchestrator.server.config.ChannelAccess;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.Settings;
import orchestrator.server.reload.Reloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells to which organizations each channel is open at the moment, as the file of the channels
 * says. A channel that was not there at the start has no store, so it is open to nobody until a
 * restart.
 */
public final class OpenChannels implements Supplier<ChannelAccess> {
  private static final Logger LOG = LoggerFactory.getLogger(OpenChannels.class);

  private final Settings started;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile ChannelAccess present;

  /** Those of the settings, which follow the file when there is one. */
  public OpenChannels(Settings started, Reloads reloads) {
    this.started = started;
    this.present = started.channels();
    started
        .reload()
        .channelFile()
        .ifPresent(
            file -> {
              reloads.watch(file.toString(), started.reload()::channels, all -> take(file, all));
            });
  }

  private void take(SettingFile file, ChannelAccess all) {
    present = all.only(started.channels().channels());
    List<String> waiting = waiting(all);
    if (!waiting.isEmpty()) {
      LOG.warn("{}: a restart is needed to serve {}", file, String.join(", ", waiting));
    }
    listeners.forEach(Runnable::run);
  }

  /**
   * New channels; also members of channels that an engine, which has to know them, does not know
   * yet.
   */
  private List<String> waiting(ChannelAccess all) {
    List<String> waiting = new ArrayList<>();
    Set<String> signing = started.storage().engine().organizations();
    for (String channel : all.channels()) {
      if (!started.channels().channels().contains(channel)) {
        waiting.add("channel " + channel);
        continue;
      }
      for (String organization : signing) {
        if (all.isOpen(channel, organization)
            && !started.channels().isOpen(channel, organization)) {
          waiting.add(organization + " on channel " + channel);
        }
      }
    }
    return waiting;
  }

  @Override
  public ChannelAccess get() {
    return present;
  }

  /** Runs something after each change. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
