package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class JournalTest {
  @Test
  void aSlotHasTheSameIdWhereverTheServerRuns() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(Journal.id(Journal.SLOTS + 7)).isEqualTo("journal:07");
    } finally {
      Locale.setDefault(before);
    }
  }
}
