package orchestrator.scenario.proxy.websocket;

import java.util.concurrent.CompletionStage;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.Transaction;
import orchestrator.scenario.proxy.net.WebSocketPeer;

/** Sends each transaction to one node through a WebSocket of its own. */
final class WebSocketProxy implements Proxy {
  private final WebSocketPeer node;
  private final boolean answered;
  private final int concurrent;

  WebSocketProxy(WebSocketPeer node, boolean answered, int concurrent) {
    this.node = node;
    this.answered = answered;
    this.concurrent = concurrent;
  }

  @Override
  public boolean isAlive() throws InterruptedException {
    return node.opens();
  }

  @Override
  public CompletionStage<?> transact(Transaction transaction) {
    return node.send(transaction.payload(), answered)
        .thenRun(
            () -> {
              if (answered) {
                transaction.reached(Phase.ANSWERED);
              }
            });
  }

  @Override
  public int mostUnderWay() {
    return concurrent;
  }
}
