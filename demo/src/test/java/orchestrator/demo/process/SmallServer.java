package orchestrator.demo.process;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * A process that announces itself as a server does, and answers nothing. What it is told it writes
 * to its standard error.
 */
public final class SmallServer {

  private SmallServer() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    System.err.println(String.join(" ", given));
    System.err.println("PWD_AUTH is " + System.getenv("PWD_AUTH"));
    String listen = given.get(given.size() - 1);
    if (System.getenv().keySet().stream().anyMatch(name -> name.startsWith("ORCHESTRATOR_"))) {
      throw new IllegalStateException("settings of somebody else");
    }
    int port = Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("orchestrator: version test");
      System.out.println("orchestrator: grpc on 127.0.0.1:" + socket.getLocalPort());
      socket.accept().close();
    }
  }
}
