package orchestrator.scenario.convert;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the events of an XES log as it comes, and keeps those that say who sends how much. */
final class XesLog {
  private static final int DEEPEST = 100;

  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_EVENTS = 500_000;
  private static final int LONGEST_TEXT = 1_000;
  private static final int TEXTS = 4;
  private static final XMLInputFactory XML = factory();

  private final XMLStreamReader reader;
  private final int mostEvents;
  private final List<XesEvent> events = new ArrayList<>();
  private int depth;
  private long number;

  // Of the event that is being read.
  private int eventDepth;
  private int texts;
  private Optional<String> resource = Optional.empty();
  private Optional<String> payload = Optional.empty();
  private Optional<String> date = Optional.empty();

  private XesLog(XMLStreamReader reader, int mostEvents) {
    this.mostEvents = mostEvents;
    this.reader = reader;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  /** The events that are used, in their order. */
  static List<XesEvent> read(InputStream in) throws ConversionException {
    return read(in, MOST_BYTES, MOST_EVENTS);
  }

  static List<XesEvent> read(InputStream in, long mostBytes, int mostEvents)
      throws ConversionException {
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new BoundedStream(in, mostBytes));
      try {
        return new XesLog(reader, mostEvents).read();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException broken) {
        throw new ConversionException("the log cannot be read: " + broken.getMessage(), e);
      }
      String where =
          Optional.ofNullable(e.getLocation())
              .map(at -> " at line " + at.getLineNumber())
              .orElse("");
      throw new ConversionException("the log is not XES: it is no sound XML" + where, e);
    }
  }

  private List<XesEvent> read() throws XMLStreamException, ConversionException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new ConversionException("the log must not have a DOCTYPE or entities of its own");
        case XMLStreamConstants.START_ELEMENT -> begin(reader.getLocalName());
        case XMLStreamConstants.END_ELEMENT -> end();
        default -> {}
      }
    }
    return events;
  }

  private void begin(String element) throws ConversionException {
    depth++;
    if (depth == 1 && !element.equals("log")) {
      throw new ConversionException("the log is not XES: its outermost element is not log");
    }
    if (depth > DEEPEST) {
      throw new ConversionException("the log has elements more than " + DEEPEST + " deep");
    }
    if (eventDepth > 0) {
      // Attributes of attributes are nobody's own.
      if (depth == eventDepth + 1) {
        attribute(element);
      }
    } else if (element.equals("event")) {
      eventDepth = depth;
      number++;
      texts = 0;
      resource = Optional.empty();
      payload = Optional.empty();
      date = Optional.empty();
    }
  }

  private void attribute(String element) throws ConversionException {
    if (element.equals("date")) {
      if (date.isEmpty()) {
        date = Optional.of(value("value"));
      }
    } else if (element.equals("string")) {
      texts++;
      String key = value("key");
      if (key.equals("org:resource")) {
        resource = Optional.of(value("value"));
      } else if (key.contains(".payload")) {
        payload = Optional.of(value("value"));
      }
    }
  }

  private String value(String attribute) throws ConversionException {
    String value = Optional.ofNullable(reader.getAttributeValue(null, attribute)).orElse("");
    if (value.length() > LONGEST_TEXT) {
      throw new ConversionException(
          place() + " has a text of more than " + LONGEST_TEXT + " characters");
    }
    return value;
  }

  private String place() {
    return "event " + number + " of the log";
  }

  private void end() throws ConversionException {
    if (depth == eventDepth) {
      eventDepth = 0;
      if (texts == TEXTS && resource.isPresent() && payload.isPresent()) {
        if (events.size() == mostEvents) {
          throw new ConversionException("the log has more than " + mostEvents + " events");
        }
        String time = date.orElseThrow(() -> new ConversionException(place() + " has no date"));
        events.add(XesEvent.of(place(), resource.get(), payload.get(), time));
      }
    }
    depth--;
  }

  /** Breaks off when more comes than is allowed. */
  private static final class BoundedStream extends InputStream {
    private final InputStream in;
    private final long most;
    private long read;

    BoundedStream(InputStream in, long most) {
      this.in = in;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      read += Math.max(0, count);
      if (read > most) {
        throw new IOException("it has more than " + most + " bytes");
      }
      return count;
    }
  }
}
