package orchestrator.client.http;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpClientCodec;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObjectAggregator;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests without TLS in one thread, over connections that stay open. The JDK's client hands
 * each request through several threads, which on a small machine costs the server's time too.
 */
final class LeanExchange implements Exchange {
  private static final int LARGEST_ANSWER = 64 << 20;

  /** All of them share it; nobody ends it, as nobody waits for a daemon. */
  @SuppressWarnings("deprecation") // What takes its place is younger than some grpc releases.
  private static final EventLoopGroup LOOP =
      new NioEventLoopGroup(1, new DefaultThreadFactory("lean-http", true));

  private final URI root;
  private final Deque<Channel> idle = new ArrayDeque<>();

  LeanExchange(URI root) {
    this.root = root;
  }

  @Override
  public CompletableFuture<HttpResult> send(HttpRequest request, String body) {
    FullHttpRequest message =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(request.method()),
            request.uri().getRawPath()
                + (request.uri().getRawQuery() == null ? "" : "?" + request.uri().getRawQuery()),
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    request.headers().map().forEach((name, values) -> message.headers().add(name, values));
    message.headers().set("host", root.getAuthority());
    message.headers().set("content-length", message.content().readableBytes());
    CompletableFuture<HttpResult> answer = new CompletableFuture<>();
    LOOP.execute(() -> send(message, answer));
    return answer;
  }

  private void send(FullHttpRequest message, CompletableFuture<HttpResult> answer) {
    Channel open = idle.poll();
    if (open != null) {
      write(open, message, answer);
      return;
    }
    ChannelFuture connecting =
        new Bootstrap()
            .group(LOOP)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(new Pipeline())
            .connect(root.getHost(), root.getPort());
    ChannelFuture unused =
        connecting.addListener(
            done -> {
              if (done.isSuccess()) {
                write(connecting.channel(), message, answer);
              } else {
                message.release();
                answer.completeExceptionally(done.cause());
              }
            });
  }

  private static void write(
      Channel channel, FullHttpRequest message, CompletableFuture<HttpResult> answer) {
    channel.pipeline().get(AnswerHandler.class).expected = Optional.of(answer);
    ChannelFuture unused = channel.writeAndFlush(message);
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new HttpClientCodec(), new HttpObjectAggregator(LARGEST_ANSWER), new AnswerHandler());
    }
  }

  private final class AnswerHandler extends SimpleChannelInboundHandler<FullHttpResponse> {
    private Optional<CompletableFuture<HttpResult>> expected = Optional.empty();

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      CompletableFuture<HttpResult> answer = expected.orElseThrow();
      expected = Optional.empty();
      if (HttpUtil.isKeepAlive(response)) {
        idle.push(context.channel());
      }
      answer.complete(
          new HttpResult(
              response.status().code(),
              Optional.ofNullable(response.headers().get("x-request-id")),
              response.content().toString(StandardCharsets.UTF_8)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      idle.remove(context.channel());
      failed(new IOException("the connection was closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      failed(cause);
      ChannelFuture unused = context.close();
    }

    private void failed(Throwable cause) {
      expected.ifPresent(answer -> answer.completeExceptionally(cause));
      expected = Optional.empty();
    }
  }
}
