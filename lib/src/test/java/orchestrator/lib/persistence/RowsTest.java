package orchestrator.lib.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.fixtures.MemoryStore;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.ParentTaskOutputRef;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final Key PLAN = Key.of("computeplan", "p");
  private static final Key LINK = Key.of("function.plan", "p", "0005", "f");

  private final MemoryStore store = new MemoryStore();

  private void restore(Key row, byte[] value) {
    Overlay transaction = store.begin();
    Rows.restore(transaction, row, value);
    store.commit(transaction);
  }

  private static byte[] plan(String owner) {
    return ComputePlan.newBuilder().setKey("p").setOwner(owner).build().toByteArray();
  }

  private List<String> keys() {
    return store.entries().keySet().stream().map(Key::toString).toList();
  }

  @Test
  void everyTableHoldsRows() throws IllegalAccessException {
    for (Field field : Tables.class.getDeclaredFields()) {
      if (field.getType() == Table.class) {
        Table<?> table = (Table<?>) field.get(null);
        assertThat(Rows.isDerived(Key.of(table.name(), "x"))).as(table.name()).isFalse();
      }
    }
  }

  @Test
  void outputsAndLinksAreRowsToo() {
    assertThat(Rows.isDerived(Key.of("output", "t", "model", "0001"))).isFalse();
    assertThat(Rows.isDerived(LINK)).isFalse();
    assertThat(Rows.isRow(LINK)).isTrue();
  }

  @Test
  void ordersIndexesBriefsAndWhatTiesTasksAreDerived() {
    Stream.of(
            "computeplan.order",
            "computetask.worker_status",
            "event.metadata",
            "child",
            "parents",
            "computetask.brief")
        .map(Key::of)
        .forEach(
            key -> {
              assertThat(Rows.isDerived(key)).as("%s", key).isTrue();
              assertThat(Rows.isRow(key)).as("%s", key).isFalse();
            });
  }

  @Test
  void aKeyOfNoKnownSpaceIsRefused() {
    for (Key key :
        Arrays.asList(Key.of("journal", "p"), Key.of(""), Key.of("computeplan.x", "p"))) {
      assertThat(Rows.isRow(key)).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> Rows.isDerived(key));
      assertThatIllegalArgumentException().isThrownBy(() -> Rows.prototype(key));
      assertThatIllegalArgumentException().isThrownBy(() -> restore(key, new byte[] {0}));
    }
  }

  @Test
  void anEntryOfAnIndexCannotBeRestoredByItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> restore(Key.of("computeplan.owner", "o", "0005", "p"), new byte[] {0}));
  }

  @Test
  void theKindOfARowIsKnownByItsKey() {
    assertThat(Rows.prototype(PLAN)).contains(ComputePlan.getDefaultInstance());
    assertThat(Rows.prototype(Key.of("output", "t", "model", "0001")))
        .contains(ComputeTaskOutputAsset.getDefaultInstance());
    assertThat(Rows.prototype(LINK)).isEmpty();
  }

  @Test
  void aRowBringsItsEntriesAlongAndTakesThoseOfItsOldValueAway() {
    restore(PLAN, plan("MyOrg1MSP"));
    restore(PLAN, plan("MyOrg2MSP"));

    assertThat(keys())
        .containsExactly(
            "computeplan/p",
            "computeplan.order/0000000000000000/p",
            "computeplan.owner/MyOrg2MSP/0000000000000000/p");
    assertThat(store.get(PLAN)).hasValueSatisfying(v -> assertThat(v).isEqualTo(plan("MyOrg2MSP")));
  }

  @Test
  void theEventOfANewTaskBringsItsPlaceAmongTheChildrenOfEachParent() {
    Event.Builder event =
        Event.newBuilder()
            .setId("0001")
            .setAssetKind(AssetKind.ASSET_COMPUTE_TASK)
            .setComputeTask(
                ComputeTask.newBuilder()
                    .setKey("c")
                    .addInputs(of("p"))
                    .addInputs(of("q"))
                    .addInputs(of("p")));

    restore(
        Key.of("event", "0001"),
        event.setEventKind(EventKind.EVENT_ASSET_CREATED).build().toByteArray());
    restore(
        Key.of("event", "0002"),
        event.setId("0002").setEventKind(EventKind.EVENT_ASSET_UPDATED).build().toByteArray());

    assertThat(keys()).filteredOn(key -> key.startsWith("child/")).hasSize(2);
    assertThat(Children.of(store, "p")).containsExactly(child("c", 0, 2));
    assertThat(Children.of(store, "q")).containsExactly(child("c", 1, 2));
  }

  private static Children.Child child(String key, int index, int count) {
    return new Children.Child(key, Optional.of(new ParentTree.Place(index, count)));
  }

  private static ComputeTaskInput of(String parent) {
    return ComputeTaskInput.newBuilder()
        .setParentTaskOutput(ParentTaskOutputRef.newBuilder().setParentTaskKey(parent))
        .build();
  }

  @Test
  void aValueThatIsNoAssetIsRefused() {
    assertThatExceptionOfType(OrchestratorException.class)
        .isThrownBy(() -> restore(PLAN, new byte[] {1, 2, 3}));
  }
}
