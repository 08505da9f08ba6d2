package orchestrator.demo;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for the demo of scenarios instead of the study of the hospitals. */
final class ScenarioOption {
  /** What there is not in that demo. */
  private static final List<String> NOT_WITH_IT =
      List.of(
          "--learning",
          "--flow",
          "--server",
          "--rounds",
          "--steps",
          "--data-of",
          "--role",
          "--organization");

  @Option(
      names = "--scenario",
      description =
          "Show scenarios instead: three nodes send transactions, the load changes in the middle,"
              + " and in the end a picture tells what the server made of it.")
  private boolean given;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  boolean isGiven() {
    return given;
  }

  /** Throws which option does not go with it, as picocli tells it. */
  void check() {
    if (given) {
      StudyOptions.refuse(command, NOT_WITH_IT, "--scenario");
    }
  }
}
