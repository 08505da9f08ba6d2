package orchestrator.demo;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for the demo of flows instead of the study of the hospitals. */
final class FlowOption {
  /** What there is not in that demo. */
  private static final List<String> NOT_WITH_IT =
      List.of(
          "--learning",
          "--server",
          "--rounds",
          "--steps",
          "--report",
          "--data-of",
          "--role",
          "--organization");

  @Option(
      names = "--flow",
      description =
          "Show flows instead: an order goes through three services of as many organizations, one"
              + " of which is killed and started again in the middle; another order fails, and"
              + " what was done for it is undone.")
  private boolean given;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  boolean isGiven() {
    return given;
  }

  /** Throws which option does not go with it, as picocli tells it. */
  void check() {
    if (given) {
      StudyOptions.refuse(command, NOT_WITH_IT, "--flow");
    }
  }
}
