package orchestrator.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import orchestrator.lib.fixtures.Floors;
import orchestrator.server.config.EngineOptions;
import org.junit.jupiter.api.Test;

/** What is outside an engine's folder, another engine too, knows nothing that is in it. */
class EngineFoldersTest {
  @Test
  void nothingOutsideAnEnginesFolderUsesIt() {
    List<String> engines = EngineOptions.INSTALLED.stream().map(EngineOptions::name).toList();
    assertThat(engines).containsExactly("embedded", "couchdb", "ledger");
    JavaClasses main = Floors.main("orchestrator.server");
    for (String engine : engines) {
      String folder = "orchestrator.server." + engine + "..";
      noClasses()
          .that()
          .resideOutsideOfPackage(folder)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(folder)
          .check(main);
    }
  }
}
