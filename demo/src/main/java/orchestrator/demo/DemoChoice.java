package orchestrator.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks for another demo instead of the study of the hospitals. */
final class DemoChoice {
  /** What only the study has. */
  private static final List<String> OF_THE_STUDY =
      List.of("--server", "--rounds", "--steps", "--data-of", "--role", "--organization");

  @Option(
      names = "--learning",
      description =
          "Show learning by rule instead: records come in day by day, training tasks make"
              + " themselves, and two workers train two algorithms, each from its best model so"
              + " far. Of the organizations the first posts all.")
  private boolean learning;

  @Option(
      names = "--flow",
      description =
          "Show flows instead: an order goes through three services of as many organizations, one"
              + " of which is killed and started again in the middle; another order fails, and"
              + " what was done for it is undone.")
  private boolean flow;

  @Option(
      names = "--scenario",
      description =
          "Show scenarios instead: three nodes send transactions, the load changes in the middle,"
              + " and in the end a picture tells what the server made of it.")
  private boolean scenario;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  boolean isLearning() {
    return learning;
  }

  boolean isFlow() {
    return flow;
  }

  boolean isScenario() {
    return scenario;
  }

  /** Throws which options do not go together, as picocli tells it. */
  void check() {
    Predicate<String> given = command.commandLine().getParseResult()::hasMatchedOption;
    List<String> demos =
        List.of("--learning", "--flow", "--scenario").stream().filter(given).toList();
    if (demos.isEmpty()) {
      return;
    }
    String demo = demos.get(0);
    if (demos.size() > 1) {
      throw refused(demo + " and " + demos.get(1) + " are two demos: ask for one");
    }
    List<String> others = new ArrayList<>(OF_THE_STUDY);
    if (flow) {
      others.add("--report");
    }
    others.stream()
        .filter(given)
        .findFirst()
        .ifPresent(
            name -> {
              throw refused(name + " is for the study of the hospitals, and not for " + demo);
            });
  }

  private ParameterException refused(String fault) {
    return new ParameterException(command.commandLine(), fault);
  }
}
