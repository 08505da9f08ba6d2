package orchestrator.http;

import io.grpc.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens doors on loopback that have nothing but the API. */
final class TestDoor {
  static final int MOST_BYTES = 1 << 20;

  private TestDoor() {}

  static Door on(Channel api) throws Exception {
    return Door.open(
        new DoorSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new DoorSettings.ByName(Map.of()),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Map.of(),
            MOST_BYTES,
            100,
            Duration.ofSeconds(10),
            Duration.ZERO),
        Optional.of(api),
        DoorServices.NONE);
  }
}
