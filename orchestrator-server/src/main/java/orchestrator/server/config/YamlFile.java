package orchestrator.server.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads YAML as plain maps, lists and values. */
public final class YamlFile {
  private YamlFile() {}

  /** The one document of a file; null when it is empty. No key of a map may be given twice. */
  public static @Nullable Object document(SettingFile file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(file.path())) {
      return new Yaml(new SafeConstructor(options)).load(reader);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw file.wrong("line " + line + ": " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      throw file.wrong(
          e.getCause() instanceof IOException
              ? "it cannot be read as UTF-8 text"
              : oneLine(e.getMessage()));
    } catch (IOException e) {
      throw file.wrong("it cannot be read as UTF-8 text");
    }
  }

  private static String oneLine(@Nullable String problem) {
    return problem == null ? "it is not YAML" : problem.replaceAll("\\s+", " ");
  }
}
