package orchestrator.proto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the compiled .proto files against the contract that existing clients were built on. */
final class WireContractTest {
  @Test
  void theCompiledFilesHoldTheFactsOfTheContractAndNoOthers() throws IOException {
    List<String> facts = CompiledFiles.all().stream().flatMap(ContractFacts::of).toList();

    assertThat(facts).containsExactlyInAnyOrderElementsOf(contract());
  }

  @Test
  void everyProtoFileIsHeldToTheContract() throws IOException {
    try (Stream<Path> sources = Files.list(Path.of("src/main/proto/orchestrator"))) {
      assertThat(CompiledFiles.all().stream().map(FileDescriptor::getName))
          .containsExactlyInAnyOrderElementsOf(
              sources.map(source -> "orchestrator/" + source.getFileName()).toList());
    }
  }

  @Test
  void everyFileIsProto3InThePackageThatTheFullMethodNamesNeed() {
    assertThat(CompiledFiles.all())
        .extracting(FileDescriptor::toProto)
        .allSatisfy(
            file -> {
              assertThat(file.getSyntax()).isEqualTo("proto3");
              assertThat(file.getPackage()).isEqualTo("orchestrator");
            });
  }

  @Test
  void theTwoCapitalisedFieldNamesStayCapitalisedInJson() {
    assertThat(QueryFunctionsResponse.getDescriptor().findFieldByNumber(1).getJsonName())
        .isEqualTo("Functions");
    assertThat(QueryPerformancesResponse.getDescriptor().findFieldByNumber(1).getJsonName())
        .isEqualTo("Performances");
  }

  private static List<String> contract() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(WireContractTest.class.getResourceAsStream("wire-contract.txt"))) {
      return new String(text.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }
}
