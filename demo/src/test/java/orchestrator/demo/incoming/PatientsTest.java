package orchestrator.demo.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import orchestrator.demo.learning.RecordFile;
import org.junit.jupiter.api.Test;

final class PatientsTest {

  private final RecordFile file = RecordFile.shipped();
  private final Patients patients = Patients.of(file, 6);

  @Test
  void eachRecordIsHeldBackOrComesInOnOneDay() {
    List<String> all = new ArrayList<>(patients.heldBack());
    patients.days().forEach(all::addAll);

    assertThat(all)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(patients.records().keySet())
        .hasSize(file.lines().size());
    assertThat(patients.heldBack()).hasSize(113).startsWith("record-4", "record-9");
    assertThat(patients.days()).hasSize(6).allMatch(day -> day.size() == 76);
  }

  @Test
  void anIdTellsTheRecordAndItsDay() {
    assertThat(patients.record("record-17")).isEqualTo(file.records().get(17));
    assertThat(patients.days().get(1)).startsWith("record-1", "record-8");
    assertThat(patients.day("record-8")).isEqualTo(2);
    assertThat(patients.day("record-4")).isZero();
  }

  @Test
  void anIdThatIsNoneIsToldByName() {
    assertThatThrownBy(() -> patients.record("record-569"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no record record-569");
  }
}
