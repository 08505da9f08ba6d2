package orchestrator.demo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordFileTest {

  private static final RecordFile ALL = RecordFile.shipped();

  @Test
  void whatIsWrittenReadsBackTheSame() {
    assertThat(RecordFile.of(ALL.text())).isEqualTo(ALL);
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThatThrownBy(() -> RecordFile.of("\n\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the file is empty");
  }

  @Test
  void aMissingColumnIsToldWithItsLine() {
    String first = ALL.lines().get(0);
    RecordFile file = ALL.with(List.of(first, first.substring(first.indexOf(',') + 1)));

    assertThatThrownBy(file::records)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 3 has 30 columns instead of 31");
  }

  @Test
  void whatIsNoNumberIsToldWithItsPlace() {
    String first = ALL.lines().get(0);
    RecordFile words = ALL.with(List.of("large" + first.substring(first.indexOf(','))));
    RecordFile infinite = ALL.with(List.of("1e999" + first.substring(first.indexOf(','))));

    assertThatThrownBy(words::records).hasMessage("line 2, column 1: \"large\" is not a number");
    assertThatThrownBy(infinite::records).hasMessage("line 2, column 1: \"1e999\" is not a number");
  }

  @Test
  void anUnknownDiagnosisIsTold() {
    String first = ALL.lines().get(0);
    RecordFile file = ALL.with(List.of(first.substring(0, first.length() - 1) + "2"));

    assertThatThrownBy(file::records)
        .hasMessage("line 2 has the diagnosis \"2\" instead of 0 or 1");
  }
}
