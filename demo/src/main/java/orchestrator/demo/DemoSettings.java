package orchestrator.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyKeys;

/**
 * What was asked for on the command line, checked.
 *
 * @param organizations the hospitals
 * @param organization which one this process is, when it is only one
 * @param run the run's name
 * @param data where to keep models and records; a temporary folder when empty
 * @param dataOf files with the records of hospitals that bring their own
 */
record DemoSettings(
    Role role,
    List<String> organizations,
    Optional<String> organization,
    int rounds,
    int steps,
    String run,
    Optional<Path> data,
    Map<String, Path> dataOf,
    Optional<Path> report,
    Patience patience) {

  DemoSettings {
    organizations = List.copyOf(organizations);
    dataOf = Map.copyOf(dataOf);
  }

  Study study() {
    return new Study(new StudyKeys(run), organizations, rounds, steps);
  }

  /** The hospitals that this process is. */
  List<String> hospitalsHere() {
    return switch (role) {
      case all -> organizations;
      case coordinator -> List.of();
      case hospital -> organization.stream().toList();
    };
  }
}
