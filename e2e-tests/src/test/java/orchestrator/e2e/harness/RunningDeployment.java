package orchestrator.e2e.harness;

import java.util.Optional;

/** Names a server that somebody else runs; it stays as it is. */
record RunningDeployment(String target) implements Deployment {

  @Override
  public Optional<String> untouchedChannel() {
    return Optional.empty();
  }

  @Override
  public String log() {
    return "";
  }

  @Override
  public void close() {}
}
