package orchestrator.lib.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each scan agrees with the regular expression that defines it, on texts that nearly match. */
class ScanTest {
  private static final int TEXTS = 50_000;
  private static final List<String> ODD =
      List.of(
          "", "-", ".", ":", "/", "%", "%4", "%4f", "[", "]", "@", "0", "9", "a", "f", "g", "F",
          "G", "Z", "_", "~", "+", " ", "\n", "\r", "\0", "ü", "ʰ", "\u0301", "\u20dd", "٣", "Ⅷ",
          "½", "𝔘", "𐒠", "\ud835", "\udd18", "\u2028", "\u00a0", "\uff1a", "\u0661", "😀");

  private final Random random = new Random(1);

  @Test
  void aKey() {
    agree(
        "01234567-89ab-cdef-0123-456789abcdef",
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        Scan::isKey);
  }

  @Test
  void hexadecimalDigits() {
    agree("09afAF", "[0-9A-Fa-f]*", text -> Scan.isHexadecimal(text, 0, text.length()));
  }

  @Test
  void escapes() {
    agree("a%20%fF", "(?s)(?:[^%]|%[0-9A-Fa-f]{2})*", Scan::isEscaped);
  }

  @Test
  void aScheme() {
    agree("s3+x.y-z", "[A-Za-z][A-Za-z0-9+.-]*", Scan::isScheme);
  }

  @Test
  void aHostName() {
    agree("bü_cher.x~1-2", "[\\p{L}\\p{M}\\p{N}_~-][\\p{L}\\p{M}\\p{N}._~-]*", Scan::isHostName);
  }

  @Test
  void anAddressOfIpv6() {
    agree("[::1:a.F]", "\\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*]", Scan::isIpv6);
  }

  @Test
  void aNumber() {
    agree(
        "65535",
        "[0-9]{1,5}",
        text -> {
          int number = Scan.number(":" + text, 1);
          assertThat(number < 0 || number == Integer.parseInt(text)).as(text).isTrue();
          return number >= 0;
        });
  }

  private void agree(String example, String definition, Predicate<String> scan) {
    Pattern pattern = Pattern.compile(definition);
    int matching = 0;
    for (int i = 0; i < TEXTS; i++) {
      String text = changed(example);
      boolean expected = pattern.matcher(text).matches();
      assertThat(scan.test(text)).as(text).isEqualTo(expected);
      matching += expected ? 1 : 0;
    }
    assertThat(matching).as("texts that match").isBetween(TEXTS / 50, TEXTS - TEXTS / 50);
  }

  /** The example, with up to three pieces put in, taken out or replaced. */
  private String changed(String example) {
    StringBuilder text = new StringBuilder(example);
    for (int change = random.nextInt(4); change > 0; change--) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(3));
      text.replace(from, to, ODD.get(random.nextInt(ODD.size())));
    }
    return text.toString();
  }
}
