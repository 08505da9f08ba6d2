package orchestrator.cli.noun;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.cli.message.Rpcs;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NounsTest {
  @ParameterizedTest
  @EnumSource(Nouns.class)
  void whatIsDeclaredIsThere(Nouns declared) {
    Noun noun = declared.noun();
    Message asset =
        declared == Nouns.EVENT ? Event.getDefaultInstance() : noun.of(Event.getDefaultInstance());

    assertThat(noun.name()).isEqualTo(declared.word());
    assertThat(noun.columns())
        .allSatisfy(column -> assertThat(column.text().apply(asset)).isNotNull());
    Stream.of(noun.listRpc(), noun.getRpc(), noun.registerRpc())
        .flatMap(Optional::stream)
        .forEach(rpc -> assertThat(Rpcs.request(rpc)).isNotNull());
    if (noun.canBeCancelled()) {
      assertThat(noun.cancelRequest("k").getAllFields()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Nouns.class)
  void itsFiltersHaveNamesOfTheirOwn(Nouns declared) {
    List<String> options =
        declared.noun().listRpc().map(Rpcs::request).map(Filter::of).orElse(List.of()).stream()
            .map(Filter::option)
            .toList();

    assertThat(options).doesNotHaveDuplicates().allMatch(option -> option.matches("--[a-z-]+"));
  }

  @Test
  void eachKindOfAssetThatCanBeAskedForHasANoun() {
    assertThat(Stream.of(Nouns.values()).map(noun -> noun.noun().kind()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(AssetKind.values())
                .filter(kind -> kind != AssetKind.UNRECOGNIZED)
                // Exist in events only.
                .filter(
                    kind ->
                        kind != AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET
                            && kind != AssetKind.ASSET_PROFILING_STEP)
                .toList());
  }
}
