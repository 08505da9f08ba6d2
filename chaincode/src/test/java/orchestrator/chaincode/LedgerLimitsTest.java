package orchestrator.chaincode;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.function;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import orchestrator.chaincode.TestLedger.Endorsed;
import orchestrator.lib.ledger.LimitException;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LedgerLimitsTest {
  private static final int MEBIBYTE = 1 << 20;

  /** A function in a request of at least this many bytes, most of which mean nothing. */
  private static NewFunction padded(String name, int bytes) {
    UnknownFieldSet.Field padding =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(ByteString.copyFrom(new byte[bytes]))
            .build();
    return function(name)
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(9999, padding).build())
        .build();
  }

  @Test
  void aTransactionThatNoPeerTakesIsRefusedWithAdvice() {
    TestLedger ledger = new TestLedger();
    ledger.submit(
        ORG1,
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());

    Endorsed small =
        ledger.endorse(
            ORG1,
            FunctionServiceGrpc.getRegisterFunctionMethod(),
            padded("small", TransactionSize.MOST_MEBIBYTES * MEBIBYTE / 2));
    Endorsed large =
        ledger.endorse(
            ORG1,
            FunctionServiceGrpc.getRegisterFunctionMethod(),
            padded("large", TransactionSize.MOST_MEBIBYTES * MEBIBYTE));

    assertThat(small.message()).isNullOrEmpty();
    assertThat(small.writes()).isNotEmpty();
    assertThat(large.message())
        .isEqualTo(
            "RESOURCE_EXHAUSTED: the call would make a transaction of 65 MiB and a ledger takes 64;"
                + " divide it into several calls");
    assertThat(large.writes()).isEmpty();
  }

  private static int count(LedgerDatabase database) {
    int entries = 0;
    try (Scan scan = database.scan(Range.below(Key.of("many")))) {
      while (scan.next()) {
        entries++;
      }
    }
    return entries;
  }

  @Test
  void aListThatAPeerMayHaveCutIsNotTakenForAWholeOneByATransactionThatWrites() {
    MemoryPeer peer = new MemoryPeer();
    peer.write(
        database -> {
          for (int i = 0; i < PeerScan.MOST_ENTRIES - 1; i++) {
            database.put(Key.of("many", Integer.toString(i)), new byte[1]);
          }
        });

    peer.write(database -> assertThat(count(database)).isEqualTo(PeerScan.MOST_ENTRIES - 1));

    peer.write(database -> database.put(Key.of("many", "one more"), new byte[1]));

    assertThatThrownBy(() -> peer.write(LedgerLimitsTest::count))
        .isInstanceOf(LimitException.class)
        .hasMessageStartingWith("the call changes what 100000 assets or more depend on");
    assertThat(peer.read(peer.simulate(), LedgerLimitsTest::count).intValue())
        .isEqualTo(PeerScan.MOST_ENTRIES);
  }
}
