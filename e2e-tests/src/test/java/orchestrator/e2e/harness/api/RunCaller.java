package orchestrator.e2e.harness.api;

/** Tells how this run of the tests calls the server: {@code -Dcaller=http}, or over gRPC. */
public final class RunCaller {
  private RunCaller() {}

  /** Whether calls go through the HTTP port. */
  public static boolean overHttp() {
    return System.getProperty("caller", "grpc").equals("http");
  }
}
