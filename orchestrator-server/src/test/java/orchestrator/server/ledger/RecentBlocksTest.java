package orchestrator.server.ledger;

import static orchestrator.server.ledger.BlockFixture.CHAINCODE;
import static orchestrator.server.ledger.BlockFixture.block;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentBlocksTest {
  private static final long BLOCK = BlockParser.parse(block(1, "e1")).bytes();

  private final RecentBlocks recent = new RecentBlocks(3 * BLOCK);

  @Test
  void beforeTheFirstBlockNothingIsOlder() {
    assertThat(recent.isOlder(0)).isFalse();
    assertThat(recent.at(0)).isEmpty();
  }

  @Test
  void whatCameBeforeTheFirstBlockIsOlder() {
    add(5);

    assertThat(recent.isOlder(4)).isTrue();
    assertThat(recent.isOlder(5)).isFalse();
    assertThat(recent.isOlder(6)).isFalse();
    assertThat(recent.at(5)).isPresent();
  }

  @Test
  void theOldestBlocksGoWhenThereIsNoRoom() {
    for (int number = 1; number <= 5; number++) {
      add(number);
    }

    assertThat(recent.isOlder(2)).isTrue();
    assertThat(recent.at(2)).isEmpty();
    assertThat(recent.isOlder(3)).isFalse();
    assertThat(recent.at(3)).isPresent();
    assertThat(recent.at(5)).isPresent();
  }

  @Test
  void aBlockThatIsTooLargeIsOlderAtOnce() {
    RecentBlocks narrow = new RecentBlocks(BLOCK - 1);
    narrow.add(BlockParser.parse(block(1, "e1")));

    assertThat(narrow.isOlder(1)).isTrue();
    assertThat(narrow.isOlder(2)).isFalse();
  }

  @Test
  void blocksWithoutEventsTakeRoomToo() {
    for (int number = 1; number <= 100; number++) {
      recent.add(BlockParser.parse(new BlockFixture(number).build()));
    }

    assertThat(recent.isOlder(50)).isTrue();
  }

  @Test
  void anEventIsFoundByChaincodeAndId() {
    add(1);
    add(2);

    assertThat(recent.blockOf(CHAINCODE, "e2")).hasValue(2);
    assertThat(recent.blockOf("other", "e2")).isEmpty();
    assertThat(recent.blockOf(CHAINCODE, "e3")).isEmpty();
  }

  private void add(int number) {
    recent.add(BlockParser.parse(block(number, "e" + number)));
  }
}
