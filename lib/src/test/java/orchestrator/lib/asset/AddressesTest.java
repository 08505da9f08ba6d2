package orchestrator.lib.asset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/x",
        "s3://b/k",
        "h:80/x",
        "a.b/x",
        "localhost",
        "http://localhost:8000",
        "http://my_store:9000/a/b?c=d#e",
        "ftp://user:secret@host/file",
        "http://127.0.0.1/x",
        "http://[::1]:80/x",
        "https://bücher.example/ü",
        "https://h/a%20b",
        "h?q=http://other/x",
        "h/x://y",
        "https://h:65535",
        "https://h:/x",
        "h:80",
        "x-y+z.1://h"
      })
  void aUrlHasAHost(String url) {
    assertThat(Addresses.isUrl(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/x",
        "//h/x",
        "://h/x",
        "1s://h/x",
        "https://",
        "https:///x",
        "https://:80/x",
        "https://user@/x",
        "mailto:somebody",
        "https:/x",
        "file:/data/x",
        "c:/users/x",
        "h:",
        "h:?q",
        "https://h:x/y",
        "https://h:65536/y",
        "https://h:123456/y",
        "https://.h/x",
        "https://h i/x",
        "https://h/ x",
        "https://h/x\u00a0y",
        "https://h/x\ty",
        "https://h/x\u0000y",
        "https://h/x\u0085y",
        "https://h/%",
        "https://h/%2",
        "https://h/%zz",
        "https://[::1/x",
        "https://[nothex:]/x"
      })
  void whatHasNoHostOrIsNotCleanIsNoUrl(String text) {
    assertThat(Addresses.isUrl(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://h", "mailto:somebody@h", "urn:x", "h:80/x"})
  void anAbsoluteUriHasAScheme(String uri) {
    assertThat(Addresses.isAbsoluteUri(uri)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h", "/x", "//h/x", ":x", "1s:x", "https:", "a b:c", "https://h/%x"})
  void whatHasNoSchemeIsNoAbsoluteUri(String text) {
    assertThat(Addresses.isAbsoluteUri(text)).isFalse();
  }
}
