package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CouchDbUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:5984, http://127.0.0.1:5984",
    "http://couchdb:5984/, http://couchdb:5984",
    "https://couch.example.org, https://couch.example.org",
    "https://[::1]:6984/, https://[::1]:6984",
  })
  void itIsASchemeAHostAndMaybeAPort(String text, String url) {
    assertThat(CouchDbUrl.parse(text)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:5984",
        "couchdb:5984",
        "//couchdb:5984",
        "ftp://couchdb",
        "http://",
        "http:couchdb",
        "http://couchdb:0",
        "http://couchdb:65536",
        "http://couchdb:x",
        "http://couchdb:5984/path",
        "http://couchdb:5984//",
        "http://couchdb:5984/?a=b",
        "http://couchdb:5984#a",
        "http://couch db:5984"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> CouchDbUrl.parse(text))
        .hasMessage("must be http://HOST:PORT or https://HOST:PORT without a path");
  }

  @Test
  void aUserInItIsRefusedSinceUrlsAreTold() {
    assertThatThrownBy(() -> CouchDbUrl.parse("http://admin:secret@couchdb:5984"))
        .hasMessage("must name no user; --couchdb-user is there for that");
  }
}
