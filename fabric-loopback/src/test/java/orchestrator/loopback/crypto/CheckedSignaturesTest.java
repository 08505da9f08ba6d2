package orchestrator.loopback.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CheckedSignaturesTest {
  private static final int PEERS = 8;

  private final CheckedSignatures signatures = new CheckedSignatures();
  private final AtomicInteger checks = new AtomicInteger();

  @Test
  void peersThatCheckTheSameAtTheSameTimeShareTheWork() throws Exception {
    CountDownLatch begun = new CountDownLatch(PEERS);
    ExecutorService peers = Executors.newFixedThreadPool(PEERS);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int peer = 0; peer < PEERS; peer++) {
        answers.add(
            peers.submit(
                () -> {
                  begun.countDown();
                  begun.await();
                  return check("signature", true);
                }));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    } finally {
      peers.shutdownNow();
    }
    assertThat(checks).hasValue(1);
  }

  @Test
  void anotherSignatureIsAnotherCheck() {
    assertThat(check("good", true)).isTrue();
    assertThat(check("bad", false)).isFalse();
    assertThat(check("bad", false)).isFalse();

    assertThat(checks).hasValue(2);
  }

  /** A check that takes a while, so that others come meanwhile. */
  private boolean check(String signature, boolean result) {
    return signatures.check(
        ByteString.copyFromUtf8("data"),
        ByteString.copyFromUtf8(signature),
        ByteString.copyFromUtf8("signer"),
        () -> {
          checks.incrementAndGet();
          sleep();
          return result;
        });
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
