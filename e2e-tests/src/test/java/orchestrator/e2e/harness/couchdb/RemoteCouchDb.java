package orchestrator.e2e.harness.couchdb;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;

/** Reaches somebody else's CouchDB through a relay of ours, which can be closed. */
final class RemoteCouchDb implements CouchDb {
  private static final int DEFAULT_PORT = 5984;

  private final Relay relay;
  private final Login login;

  private RemoteCouchDb(Relay relay, Login login) {
    this.relay = relay;
    this.login = login;
  }

  /** The one at a URL, which has the login in it. */
  static RemoteCouchDb at(URI url) throws IOException, InterruptedException {
    Login login = Login.of(url);
    if (!"http".equals(url.getScheme())) {
      throw new IllegalArgumentException("COUCHDB_URL must begin with http://");
    }
    int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    Relay relay = Relay.to(new InetSocketAddress(url.getHost(), port));
    RemoteCouchDb couchDb = new RemoteCouchDb(relay, login);
    if (!Databases.of(couchDb).isAnswering()) {
      relay.close();
      throw new IllegalArgumentException("COUCHDB_URL: no CouchDB answers at port " + port);
    }
    return couchDb;
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:" + relay.port());
  }

  @Override
  public Login login() {
    return login;
  }

  @Override
  public void kill() {
    relay.shut();
  }

  @Override
  public void revive() throws IOException {
    relay.open();
  }

  @Override
  public void close() {
    relay.close();
  }
}
