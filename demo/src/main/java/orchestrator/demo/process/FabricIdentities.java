package orchestrator.demo.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the names of the organizations that a server signs for, in their file's order; all else in
 * the file is the server's to check.
 */
public final class FabricIdentities {
  private FabricIdentities() {}

  /**
   * The organizations that have an identity in a file.
   *
   * @throws IllegalArgumentException when there is none; says which file and why
   */
  public static List<String> organizations(Path file) {
    String fault = "names no organization";
    try (Reader reader = Files.newBufferedReader(file)) {
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      if (document instanceof Map<?, ?> identities && !identities.isEmpty()) {
        return identities.keySet().stream().map(String::valueOf).toList();
      }
    } catch (NoSuchFileException e) {
      fault = "does not exist";
    } catch (IOException e) {
      fault = "cannot be read as UTF-8 text";
    } catch (YAMLException e) {
      fault = "is not YAML";
    }
    throw new IllegalArgumentException(file + " " + fault);
  }
}
