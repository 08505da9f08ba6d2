package orchestrator.e2e.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds and starts the one runnable jar, as the build leaves it. */
public final class ServerJar {
  private ServerJar() {}

  /**
   * Starts the jar with its output, standard and error, going to a file.
   *
   * @param jvm options of the JVM
   * @param arguments arguments of the program
   * @param environment variables to add to this process's own
   * @param output the file, overwritten
   */
  public static Process start(
      List<String> jvm, List<String> arguments, Map<String, String> environment, Path output)
      throws IOException {
    return start(Path.of(""), jvm, arguments, environment, output);
  }

  /** The same in a folder. */
  public static Process start(
      Path folder,
      List<String> jvm,
      List<String> arguments,
      Map<String, String> environment,
      Path output)
      throws IOException {
    Path jar =
        ModuleFolder.path().resolveSibling("app").resolve("target").resolve("orchestrator.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("build the server first: there is no " + jar);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    // These servers live for seconds, in which the second compiler takes more than it gives, and
    // so do the threads of a collector for large heaps.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    // Only a JVM like the one that has built takes it; others start without.
    command.add("-XX:SharedArchiveFile=" + jar.resolveSibling("orchestrator.jsa"));
    command.add("-Xlog:cds=off");
    command.addAll(List.of("-cp", jar + onTheClassPath(), "orchestrator.app.Main"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(output.toFile()).start();
  }

  /** What a run on an engine that is not in the jar adds. */
  private static String onTheClassPath() {
    boolean added = System.getProperty("engine", "").equals("memory");
    return added
        ? File.pathSeparator + ModuleFolder.path().resolveSibling("memory-engine/target/classes")
        : "";
  }
}
