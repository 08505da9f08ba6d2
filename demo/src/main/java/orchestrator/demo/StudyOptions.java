package orchestrator.demo;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses options of the study of the hospitals where another demo is asked for. */
final class StudyOptions {
  private StudyOptions() {}

  /** Throws which of these options does not go with that demo, as picocli tells it. */
  static void refuse(CommandSpec command, List<String> options, String demo) {
    options.stream()
        .filter(command.commandLine().getParseResult()::hasMatchedOption)
        .findFirst()
        .ifPresent(
            name -> {
              throw new ParameterException(
                  command.commandLine(),
                  name + " is for the study of the hospitals, and not for " + demo);
            });
  }
}
