package orchestrator.lib.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InternalMetadata;
import io.grpc.InternalStatus;
import io.grpc.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTextTest {
  /** Four bytes in UTF-8, two units of Java's. */
  private static final String WIDE = "\ud83d\ude00";

  /** What gRPC itself makes of a text. */
  private static int encodedByGrpc(String text) {
    Metadata headers = new Metadata();
    headers.put(InternalStatus.MESSAGE_KEY, text);
    return InternalMetadata.serialize(headers)[1].length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain text", "50%", "~", "a\tb\u0000", "\u007f", "é", "漢字", WIDE})
  void theSizeIsThatOfGrpcsEncoding(String text) {
    assertThat(ErrorText.size(text)).isEqualTo(encodedByGrpc(text));
  }

  @Test
  void aTextThatFitsStaysAsItIs() {
    assertThat(ErrorText.fitting("abcdefghij", 10)).isEqualTo("abcdefghij");
    assertThat(ErrorText.fitting(WIDE, 12)).isEqualTo(WIDE);
    assertThat(ErrorText.fitting("", 9)).isEmpty();
  }

  @Test
  void aLongTextIsCutAndMarked() {
    assertThat(ErrorText.fitting("abcdefghijk", 10)).isEqualTo("a…");
    assertThat(ErrorText.fitting("abcdefghijk", 9)).isEqualTo("…");
  }

  @Test
  void aCutTextNeverHasMoreBytesNorHalfACharacter() {
    String text = ("a%" + WIDE + "漢").repeat(50);
    for (int bytes = 9; bytes < 300; bytes++) {
      String cut = ErrorText.fitting(text, bytes);

      assertThat(ErrorText.size(cut)).isBetween(bytes - 11, bytes);
      assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
      assertThat(cut.codePoints()).noneMatch(c -> c >= 0xd800 && c < 0xe000);
    }
  }
}
