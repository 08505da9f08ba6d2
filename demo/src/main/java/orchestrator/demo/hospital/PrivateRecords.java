package orchestrator.demo.hospital;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orchestrator.client.spec.FolderStore;
import orchestrator.demo.learning.HospitalRecords;
import orchestrator.demo.learning.MedicalRecord;
import orchestrator.demo.learning.RecordFile;
import orchestrator.demo.study.Study;
import orchestrator.proto.Addressable;
import orchestrator.proto.DataSample;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.RegisterDataSamplesParam;

/** Keeps the records of one hospital in a folder that no other hospital reads. */
final class PrivateRecords {
  private final String dataManager;
  private final Map<String, Addressable> samples;
  private final FolderStore disk;

  /** Lays the records down in a folder. */
  PrivateRecords(Study study, String organization, HospitalRecords records, Path folder) {
    this.disk = new FolderStore(folder, Hospital.STORE);
    this.dataManager = study.dataManager(organization);
    this.samples =
        new TreeMap<>(
            Map.of(
                study.training(organization),
                disk.write(organization, "records/training.csv", records.training().text()),
                study.heldBack(organization),
                disk.write(organization, "records/held-back.csv", records.heldBack().text())));
  }

  /** What is registered of the records: keys and checksums. */
  RegisterDataSamplesParam toMessage() {
    RegisterDataSamplesParam.Builder all = RegisterDataSamplesParam.newBuilder();
    samples.forEach(
        (key, file) ->
            all.addSamples(
                NewDataSample.newBuilder()
                    .setKey(key)
                    .addDataManagerKeys(dataManager)
                    .setChecksum(file.getChecksum())));
    return all.build();
  }

  /**
   * The records of a registered sample.
   *
   * @throws IllegalArgumentException when it is unknown here, or cannot be read
   * @throws IllegalStateException when its file is not the registered one
   */
  List<MedicalRecord> read(DataSample sample) {
    Addressable file = samples.get(sample.getKey());
    if (file == null) {
      throw new IllegalArgumentException("there is no sample " + sample.getKey());
    }
    String text = disk.readText(file.toBuilder().setChecksum(sample.getChecksum()).build());
    try {
      return RecordFile.of(text).records();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the records of %s in %s cannot be read: %s"
              .formatted(
                  sample.getOwner(),
                  Path.of(file.getStorageAddress()).getFileName(),
                  e.getMessage()),
          e);
    }
  }
}
