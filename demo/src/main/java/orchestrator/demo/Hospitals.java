package orchestrator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import orchestrator.client.OrchestratorClient;
import orchestrator.demo.calls.Together;
import orchestrator.demo.data.HospitalRecords;
import orchestrator.demo.data.InvalidRecordsException;
import orchestrator.demo.data.RecordFile;
import orchestrator.demo.data.Split;
import orchestrator.demo.data.WisconsinRecords;
import orchestrator.demo.hospital.Hospital;
import orchestrator.demo.study.Study;

/** The hospitals that live in this process, each with a client of its own. */
final class Hospitals {

  private final Study study;
  private final Place place;
  private final Map<String, Path> dataOf;
  private final List<Hospital> open = new ArrayList<>();

  Hospitals(Study study, Place place, Map<String, Path> dataOf) {
    this.study = study;
    this.place = place;
    this.dataOf = Map.copyOf(dataOf);
  }

  /**
   * Opens hospitals, once all organizations of the study are registered.
   *
   * @param connect gives a client of an organization
   * @param ending closes the hospitals
   */
  void open(
      List<String> organizations,
      Function<String, OrchestratorClient> connect,
      Patience patience,
      Ending ending) {
    List<OrchestratorClient> clients = organizations.stream().map(connect).toList();
    Together.forEach(clients, Hospital::introduce);
    List<HospitalRecords> shipped = Split.among(study.hospitals().size(), WisconsinRecords.load());
    open.addAll(
        Together.map(
            clients,
            client -> {
              Hospital hospital = open(client, shipped, patience);
              ending.add(hospital::close);
              return hospital;
            }));
  }

  private Hospital open(
      OrchestratorClient client, List<HospitalRecords> shipped, Patience patience) {
    patience.await(
        () -> Hospital.missing(client, study.hospitals()), "did not register with the server");
    String organization = client.organization();
    return Hospital.open(
        client,
        study.keys(),
        study.hospitals(),
        ownRecords(organization)
            .orElseGet(() -> shipped.get(study.hospitals().indexOf(organization))),
        place.shared(),
        place.hospitals());
  }

  /** What ended the work of one of them against its will; empty while all is well. */
  Optional<String> problem() {
    return open.stream().map(Hospital::problem).flatMap(Optional::stream).findFirst();
  }

  /** Lets none of them begin another task. */
  void stopWork() {
    open.forEach(Hospital::stopWork);
  }

  /** Whether the plan has come to its end for all of them. */
  boolean areFinished() {
    return open.stream().allMatch(Hospital::isFinished);
  }

  private Optional<HospitalRecords> ownRecords(String organization) {
    return Optional.ofNullable(dataOf.get(organization))
        .map(
            file -> {
              try {
                return Split.ofOneHospital(RecordFile.of(Files.readString(file)));
              } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file + " of " + organization, e);
              } catch (InvalidRecordsException e) {
                throw new StudyFailedException(
                    "the records of " + organization + " in " + file + ": " + e.getMessage());
              }
            });
  }
}
