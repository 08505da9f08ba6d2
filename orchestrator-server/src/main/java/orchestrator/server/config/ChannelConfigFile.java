package orchestrator.server.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the file of the channels: {@code channels: {mychannel: [MyOrg1MSP, MyOrg2MSP]}}. */
final class ChannelConfigFile {
  /** Names travel in headers, which hold visible ASCII. */
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,100}");

  private static final String FORM = "it must have the form channels: {mychannel: [MyOrg1MSP]}";

  /** Declares the form of the file. */
  record Form(@Nullable Map<String, @Nullable List<@Nullable String>> channels) {}

  private final SettingFile file;

  private ChannelConfigFile(SettingFile file) {
    this.file = file;
  }

  /** Reads the whole file; nothing in it may be unknown, doubled or empty. */
  static ChannelAccess read(SettingFile file) {
    return new ChannelConfigFile(file).access();
  }

  private ChannelAccess access() {
    var listed = YamlFile.read(file, Form.class, ChannelConfigFile::fault).channels();
    if (listed == null) {
      throw file.wrong(FORM);
    }
    if (listed.isEmpty()) {
      throw file.wrong("it has no channel");
    }
    Map<String, Set<String>> channels = new TreeMap<>();
    listed.forEach(
        (channel, members) -> channels.put(name("channel", channel), members(channel, members)));
    return new ChannelAccess(channels);
  }

  private static String fault(YamlFile.Place place) {
    String last = place.depth() == 0 ? "" : String.valueOf(place.path().get(place.depth() - 1));
    if (place.isKey()) {
      return place.depth() == 1 ? "unknown key \"" + last + "\"" : wrongName("channel", last);
    }
    return switch (place.depth()) {
      case 0, 1 -> FORM;
      case 2 -> noMember(last);
      default -> wrongName("organization", place.value());
    };
  }

  private static String noMember(String channel) {
    return "channel \"" + channel + "\" must list at least one organization";
  }

  private static String wrongName(String kind, @Nullable Object name) {
    return kind + " name \"" + name + "\" must be a text of 1 to 100 visible ASCII characters";
  }

  private Set<String> members(String channel, @Nullable List<@Nullable String> listed) {
    if (listed == null || listed.isEmpty()) {
      throw file.wrong(noMember(channel));
    }
    Set<String> members = new LinkedHashSet<>();
    for (String member : listed) {
      if (!members.add(name("organization", member))) {
        throw file.wrong("channel \"" + channel + "\" lists \"" + member + "\" twice");
      }
    }
    return members;
  }

  private String name(String kind, @Nullable String given) {
    if (given == null || !NAME.matcher(given).matches()) {
      throw file.wrong(wrongName(kind, given));
    }
    return given;
  }
}
