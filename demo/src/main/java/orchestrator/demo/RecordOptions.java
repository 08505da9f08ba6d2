package orchestrator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.demo.learning.HospitalRecords;
import orchestrator.demo.learning.RecordFile;
import picocli.CommandLine.Option;

/** Says which hospitals bring records of their own, and reads them. */
final class RecordOptions {
  @Option(
      names = "--data-of",
      paramLabel = "MSPID=FILE",
      description =
          "A hospital's own records instead of its part of the shipped ones, in the same form;"
              + " each fifth is held back.")
  private Map<String, Path> files = new HashMap<>();

  /** The hospitals that bring records of their own. */
  Set<String> hospitals() {
    return files.keySet();
  }

  /** The records that a hospital brings; empty when it has a part of the shipped ones. */
  Optional<HospitalRecords> of(String name) {
    return Optional.ofNullable(files.get(name))
        .map(
            file -> {
              try {
                return HospitalRecords.ofOneHospital(RecordFile.of(Files.readString(file)));
              } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file + " of " + name, e);
              } catch (IllegalArgumentException e) {
                throw new StudyFailedException(
                    "the records of " + name + " in " + file + ": " + e.getMessage());
              }
            });
  }
}
