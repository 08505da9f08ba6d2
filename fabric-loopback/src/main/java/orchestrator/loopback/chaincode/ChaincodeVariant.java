package orchestrator.loopback.chaincode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says in what the processes of the organizations' chaincodes differ. What a chaincode answers may
 * not depend on any of it, and the network compares the answers.
 *
 * @param java the program
 * @param options what it gets before the chaincode
 */
public record ChaincodeVariant(String java, List<String> options) {
  private static final List<String> COMMON =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+UnlockExperimentalVMOptions");
  private static final List<List<String>> DIFFERENT =
      List.of(
          List.of(
              "-Duser.language=en", "-Duser.country=US", "-Duser.timezone=UTC", "-XX:hashCode=5"),
          List.of(
              "-Duser.language=tr",
              "-Duser.country=TR",
              "-Duser.timezone=Asia/Kathmandu",
              "-XX:hashCode=3",
              "-XX:TieredStopAtLevel=1"),
          List.of(
              "-Duser.language=ar",
              "-Duser.country=EG",
              "-Duser.timezone=America/St_Johns",
              "-XX:hashCode=0"));

  /**
   * The variant of an organization.
   *
   * @param position the organization's place among the others, from 0 on
   * @param otherJava the home of a second Java, for the second organization
   */
  public static ChaincodeVariant of(int position, Optional<Path> otherJava) {
    Path own = Path.of(System.getProperty("java.home"));
    Path home = position == 1 ? otherJava.orElse(own) : own;
    List<String> options = new ArrayList<>(COMMON);
    options.addAll(DIFFERENT.get(position % DIFFERENT.size()));
    return new ChaincodeVariant(home.resolve("bin/java").toString(), List.copyOf(options));
  }
}
