package orchestrator.lib.asset;

/** Words why a field is at fault, as existing clients know it. */
final class Reason {
  static final String BLANK = "cannot be blank";
  static final String NOT_BLANK = "must be blank";
  static final String VALUE = "must be a valid value";
  static final String UUID = "must be a valid UUID";
  static final String URL = "must be a valid URL";
  static final String HEXADECIMAL = "must be a valid hexadecimal number";

  private Reason() {}

  static String between(int least, int most) {
    return "the length must be between " + least + " and " + most;
  }

  static String atMost(int most) {
    return "the length must be no more than " + most;
  }

  static String exactly(int length) {
    return "the length must be exactly " + length;
  }
}
