package orchestrator.app;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import orchestrator.client.OrchestratorClient;
import orchestrator.graph.run.Runner;

/** Stops what runs when the command ends, or is ended by a signal, and says how to go on. */
final class RunEnding implements AutoCloseable {
  private final PrintWriter err;
  private final String again;
  private final Thread hook = new Thread(this::interrupted, "run-end");
  private Optional<OwnApi> api = Optional.empty();
  private Optional<OrchestratorClient> client = Optional.empty();
  private Optional<Runner> runner = Optional.empty();
  private boolean closed;

  RunEnding(PrintWriter err, String again) {
    this.err = err;
    this.again = again;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized OwnApi api(Supplier<OwnApi> start) {
    api = Optional.of(start.get());
    return api.get();
  }

  synchronized OrchestratorClient client(Function<RunEnding, OrchestratorClient> start) {
    client = Optional.of(start.apply(this));
    return client.get();
  }

  synchronized Runner runner(Supplier<Runner> start) {
    runner = Optional.of(start.get());
    return runner.get();
  }

  private void interrupted() {
    stop();
    err.println();
    err.println("orchestrator: stopped; go on with: " + again);
    err.flush();
  }

  private synchronized void stop() {
    if (!closed) {
      closed = true;
      runner.ifPresent(Runner::close);
      client.ifPresent(OrchestratorClient::close);
      api.ifPresent(OwnApi::close);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is being ended, and the hook does it.
      return;
    }
    stop();
  }
}
