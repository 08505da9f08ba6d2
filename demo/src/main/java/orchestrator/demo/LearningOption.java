package orchestrator.demo;

import java.util.List;
import java.util.Map;
import orchestrator.demo.OwnServerOptions.More;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for the demo of learning by rule instead of the study of the hospitals. */
final class LearningOption {
  /** What there is not in that demo. */
  private static final List<String> NOT_WITH_IT =
      List.of("--server", "--rounds", "--steps", "--data-of", "--role", "--organization");

  @Option(
      names = "--learning",
      description =
          "Show learning by rule instead: records come in day by day, training tasks make"
              + " themselves, and two workers train two algorithms, each from its best model so"
              + " far. Of the organizations the first posts all.")
  private boolean given;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  boolean isGiven() {
    return given;
  }

  /** Throws which option does not go with it, as picocli tells it. */
  void check() {
    if (given) {
      StudyOptions.refuse(command, NOT_WITH_IT, "--learning");
    }
  }

  /** What a server is told that serves it for an organization on a channel. */
  static More served(String channel, String organization, Map<String, String> account) {
    return new More(
        List.of(
            "--learning",
            "--learning-channel=" + channel,
            "--learning-organization=" + organization),
        account);
  }
}
