package orchestrator.e2e.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.ProcessOutcome;
import org.junit.jupiter.api.Test;

class RefusedLoginTest extends OnCouchDb {

  @Test
  void aWrongPasswordStopsTheStartWithOneSentence() throws Exception {
    ProcessOutcome outcome =
        ProcessOutcome.of(
            server("data").withVariable("ORCHESTRATOR_COUCHDB_PASSWORD", "not the password"));

    assertThat(outcome.exitCode()).as(outcome.output()).isNotZero();
    assertThat(outcome.lines()).hasSize(1);
    assertThat(outcome.output())
        .contains(engine.url().getAuthority(), "password")
        .doesNotContain("not the password");
  }
}
