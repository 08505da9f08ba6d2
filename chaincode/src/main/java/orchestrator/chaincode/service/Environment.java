package orchestrator.chaincode.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the variables of the process. One that is empty counts as not set.
 *
 * @param variables by their names
 */
record Environment(Map<String, String> variables) {
  Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * The value of a variable that must be set.
   *
   * @param meaning what it is, for whoever has not set it
   */
  String required(String name, String meaning) {
    return get(name).orElseThrow(() -> new SettingException(name, "not set; it is " + meaning));
  }

  Optional<Boolean> flag(String name) {
    return get(name)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new SettingException(name, "\"" + value + "\" is not true or false");
                });
  }

  /** The file that a variable names, which can be read. */
  Optional<SettingFile> file(String name) {
    return get(name)
        .map(
            value -> {
              Path file = Path.of(value);
              if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new SettingException(name, "there is no readable file " + value);
              }
              return new SettingFile(name, file);
            });
  }
}
