package orchestrator.scenario.proxy.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.Transaction;
import orchestrator.scenario.proxy.net.HttpPeer;
import orchestrator.scenario.proxy.net.NodeFailureException;
import orchestrator.scenario.proxy.net.Template;

/** Posts each transaction to one node. */
final class HttpProxy implements Proxy {
  private final HttpPeer node;
  private final RequestHeaders headers;
  private final Optional<Template> body;
  private final String alive;
  private final int concurrent;

  HttpProxy(HttpPeer node, MediaType type, Optional<Template> body, String alive, int concurrent) {
    this.node = node;
    this.headers = node.post().toBuilder().contentType(type).build();
    this.body = body;
    this.alive = alive;
    this.concurrent = concurrent;
  }

  @Override
  public boolean isAlive() throws NodeFailureException, InterruptedException {
    node.ask(alive);
    return true;
  }

  @Override
  public CompletionStage<?> transact(Transaction transaction) {
    String text =
        body.map(template -> template.fill(transaction).toString()).orElse(transaction.payload());
    return node.send(headers, text).thenCompose(answer -> ended(answer, transaction));
  }

  private static CompletionStage<Void> ended(
      AggregatedHttpResponse answer, Transaction transaction) {
    if (!answer.status().isSuccess()) {
      return CompletableFuture.failedFuture(
          new NodeFailureException("the node answered " + answer.status().code()));
    }
    transaction.reached(Phase.ANSWERED);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public int mostUnderWay() {
    return concurrent;
  }
}
