package orchestrator.executor.engine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.Run;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.process.Command;
import orchestrator.executor.process.Processes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the artifact as an image in a container, by podman or else docker, with the arguments as its
 * command. The container is removed when it has ended, or is stopped.
 */
public final class ContainerDriver implements Driver {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerDriver.class);
  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}");
  private static final long REMOVAL_SECONDS = 30;

  /** A container may be about to begin when its removal is first asked for. */
  private static final int REMOVALS = 3;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Processes processes;
  private final Executor blocking;
  private final Allowed allowed;

  /** Starts the images that are allowed. */
  public ContainerDriver(Processes processes, Executor blocking, Allowed allowed) {
    this.processes = processes;
    this.blocking = blocking;
    this.allowed = allowed;
  }

  @Override
  public String engine() {
    return "container";
  }

  @Override
  public Execution start(Work work) {
    Optional<Path> program =
        processes.programs().find("podman").or(() -> processes.programs().find("docker"));
    if (program.isEmpty()) {
      return refused(work, "there is neither podman nor docker here for the engine container");
    }
    String image = work.artifact();
    if (!IMAGE.matcher(image).matches()) {
      return refused(work, "the artifact " + image + " is not the name of an image");
    }
    if (!allowed.images().isEmpty() && allowed.images().stream().noneMatch(image::startsWith)) {
      return refused(
          work, "the image " + image + " is not allowed here: see the allowed images (--images)");
    }
    Optional<String> fault = Variables.fault(work);
    if (fault.isPresent()) {
      return refused(work, fault.get());
    }
    String name = name(work);
    List<String> arguments = new ArrayList<>(List.of("run", "--rm", "--name", name));
    variables(work)
        .forEach(
            (variable, value) -> {
              arguments.add("--env");
              arguments.add(variable + "=" + value);
            });
    arguments.add(image);
    arguments.addAll(work.arguments());
    Run run =
        processes.start(work, new Command(program.get(), arguments, Map.of(), Optional.empty()));
    run.onCancel(() -> blocking.execute(() -> remove(run, program.get(), name)));
    return run;
  }

  private static Map<String, String> variables(Work work) {
    Map<String, String> variables = new TreeMap<>(work.environment());
    variables.put(Processes.ATTEMPT, work.attempt());
    return variables;
  }

  /** Tells people whose it is, and is nobody else's. */
  private static String name(Work work) {
    byte[] unique = new byte[8];
    RANDOM.nextBytes(unique);
    String attempt = work.attempt().isEmpty() ? work.title() : work.attempt();
    String readable = attempt.replaceAll("[^A-Za-z0-9_.-]+", "-");
    return "orchestrator-"
        + readable.substring(0, Math.min(60, readable.length()))
        + "-"
        + HexFormat.of().formatHex(unique);
  }

  private static void remove(Run run, Path program, String name) {
    try {
      for (int i = 0; i < REMOVALS; i++) {
        Process process =
            new ProcessBuilder(program.toString(), "rm", "-f", name)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (!process.waitFor(REMOVAL_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          LOG.warn("the container {} was not removed in {} s", name, REMOVAL_SECONDS);
        }
        if (run.outcome().isDone()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(300);
      }
    } catch (IOException e) {
      LOG.warn("the container {} could not be removed: {}", name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Execution refused(Work work, String reason) {
    return Execution.ended(WorkResult.failed(work, reason, ""));
  }
}
