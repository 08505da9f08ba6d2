package orchestrator.demo.hospital;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.demo.data.HospitalRecords;
import orchestrator.demo.data.InvalidRecordsException;
import orchestrator.demo.data.MedicalRecord;
import orchestrator.demo.data.RecordFile;
import orchestrator.demo.storage.ArtefactStore;
import orchestrator.demo.study.StudyKeys;
import orchestrator.proto.Addressable;
import orchestrator.proto.DataSample;
import orchestrator.proto.NewDataSample;

/** The records of one hospital, in a folder that no other hospital reads. */
final class PrivateRecords {

  private final String dataManager;
  private final Map<String, Addressable> samples;
  private final ArtefactStore disk;

  /** Lays the records down in a folder. */
  PrivateRecords(StudyKeys keys, String organization, HospitalRecords records, Path folder) {
    this.disk = new ArtefactStore(folder);
    this.dataManager = keys.dataManager(organization);
    this.samples =
        Map.of(
            keys.training(organization),
            disk.write(organization, "records", "training.csv", records.training().text()),
            keys.heldBack(organization),
            disk.write(organization, "records", "held-back.csv", records.heldBack().text()));
  }

  /** What is registered of the records: keys and checksums. */
  List<NewDataSample> toMessages() {
    return samples.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            sample ->
                NewDataSample.newBuilder()
                    .setKey(sample.getKey())
                    .addDataManagerKeys(dataManager)
                    .setChecksum(sample.getValue().getChecksum())
                    .build())
        .toList();
  }

  /**
   * The records of a registered sample.
   *
   * @throws InvalidRecordsException when it is unknown here, or cannot be read
   * @throws orchestrator.demo.storage.BrokenArtefactException when its file is not the registered
   *     one
   */
  List<MedicalRecord> read(DataSample sample) {
    Addressable address =
        Optional.ofNullable(samples.get(sample.getKey()))
            .orElseThrow(
                () -> new InvalidRecordsException("there is no sample " + sample.getKey()));
    String text = disk.read(address.toBuilder().setChecksum(sample.getChecksum()).build());
    try {
      return RecordFile.of(text).records();
    } catch (InvalidRecordsException e) {
      throw new InvalidRecordsException(
          "the records of %s in %s cannot be read: %s"
              .formatted(
                  sample.getOwner(),
                  Path.of(address.getStorageAddress()).getFileName(),
                  e.getMessage()),
          e);
    }
  }
}
