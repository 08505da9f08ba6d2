package orchestrator.demo.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HospitalRecordsTest {

  private static final RecordFile ALL = RecordFile.shipped();

  @Test
  void theShippedFileHoldsAllRecordsOfBothKinds() {
    List<MedicalRecord> records = ALL.records();

    assertThat(records).hasSize(569);
    assertThat(records.stream().filter(MedicalRecord::malignant)).hasSize(212);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyRecordIsInExactlyOnePlace(int hospitals) {
    List<String> dealt =
        HospitalRecords.among(hospitals, ALL).stream()
            .flatMap(
                h -> Stream.concat(h.training().lines().stream(), h.heldBack().lines().stream()))
            .toList();

    assertThat(dealt).containsExactlyInAnyOrderElementsOf(ALL.lines());
  }

  @Test
  void eachFifthRecordIsHeldBackAndDealtOutInTurn() {
    List<HospitalRecords> split = HospitalRecords.among(3, ALL);

    assertThat(split.get(0).heldBack().lines()).startsWith(ALL.lines().get(4), ALL.lines().get(19));
    assertThat(split.get(1).heldBack().lines()).startsWith(ALL.lines().get(9));
    assertThat(split.get(2).heldBack().lines()).startsWith(ALL.lines().get(14));
    assertThat(split).extracting(h -> h.heldBack().lines().size()).containsExactly(38, 38, 37);
  }

  @Test
  void hospitalsLearnFromTumoursOfDifferentSizes() {
    List<HospitalRecords> split = HospitalRecords.among(3, ALL);

    for (int i = 1; i < split.size(); i++) {
      double largestBefore = worstRadii(split.get(i - 1)).max().orElseThrow();
      double smallest = worstRadii(split.get(i)).min().orElseThrow();
      assertThat(smallest).isGreaterThanOrEqualTo(largestBefore);
    }
    assertThat(split).extracting(h -> h.training().lines().size()).containsExactly(152, 152, 152);
  }

  @Test
  void aHospitalsOwnFileIsSplitWithoutLookingIntoItsLines() {
    RecordFile broken = new RecordFile("header", List.of("a", "b", "c", "d", "e", "f"));

    HospitalRecords split = HospitalRecords.ofOneHospital(broken);

    assertThat(split.heldBack().lines()).containsExactly("e");
    assertThat(split.training().lines()).containsExactly("a", "b", "c", "d", "f");
  }

  private static DoubleStream worstRadii(HospitalRecords hospital) {
    return hospital.training().records().stream().mapToDouble(entry -> entry.feature(20));
  }
}
