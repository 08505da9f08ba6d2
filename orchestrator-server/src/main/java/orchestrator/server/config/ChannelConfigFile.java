package orchestrator.server.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The file of the channels: {@code channels: {mychannel: [MyOrg1MSP, MyOrg2MSP]}}. */
final class ChannelConfigFile {
  /** Names travel in headers, which hold visible ASCII. */
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,100}");

  private final SettingFile file;

  private ChannelConfigFile(SettingFile file) {
    this.file = file;
  }

  /** Reads the whole file; nothing in it may be unknown, doubled or empty. */
  static ChannelAccess read(SettingFile file) {
    return new ChannelConfigFile(file).access();
  }

  private ChannelAccess access() {
    if (!(YamlFile.document(file) instanceof Map<?, ?> root)
        || !(root.get("channels") instanceof Map<?, ?> map)) {
      throw file.wrong("it must have the form channels: {mychannel: [MyOrg1MSP]}");
    }
    root.keySet().stream()
        .filter(key -> !"channels".equals(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw file.wrong("unknown key \"" + key + "\"");
            });
    if (map.isEmpty()) {
      throw file.wrong("it has no channel");
    }
    Map<String, Set<String>> channels = new TreeMap<>();
    map.forEach(
        (channel, members) -> channels.put(name("channel", channel), members(channel, members)));
    return new ChannelAccess(channels);
  }

  private Set<String> members(Object channel, @Nullable Object given) {
    if (!(given instanceof List<?> list) || list.isEmpty()) {
      throw file.wrong("channel \"" + channel + "\" must list at least one organization");
    }
    Set<String> members = new LinkedHashSet<>();
    for (Object member : list) {
      if (!members.add(name("organization", member))) {
        throw file.wrong("channel \"" + channel + "\" lists \"" + member + "\" twice");
      }
    }
    return members;
  }

  private String name(String kind, @Nullable Object given) {
    if (given instanceof String text && NAME.matcher(text).matches()) {
      return text;
    }
    throw file.wrong(
        kind + " name \"" + given + "\" must be a text of 1 to 100 visible ASCII characters");
  }
}
