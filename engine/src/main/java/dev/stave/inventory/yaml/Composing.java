package dev.stave.inventory.yaml;

import java.io.StringReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * From a text to snakeyaml's node graph in one pass. Its own entry point would also set up the making of Java objects,
 * and look through every jar for a logger.
 */
final class Composing {
    private Composing() {}

    /** @param seen hears of each event before it counts, and may refuse it; null as the result: there is no document */
    static @Nullable Node compose(String text, LoaderOptions options, Consumer<Event> seen) {
        Parser parser = new Heard(new ParserImpl(new StreamReader(new StringReader(text)), options), seen);
        return new Composer(parser, new Scalars(), options).getSingleNode();
    }

    private record Heard(Parser parser, Consumer<Event> seen) implements Parser {
        @Override
        public boolean checkEvent(Event.ID choice) {
            return parser.checkEvent(choice);
        }

        @Override
        public Event peekEvent() {
            return parser.peekEvent();
        }

        @Override
        public Event getEvent() {
            Event event = parser.getEvent();
            seen.accept(event);
            return event;
        }
    }

    /** Tells nothing and merge keys from other plain scalars; what these are is said by the setting that wants them. */
    private static final class Scalars extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<", 10);
            addImplicitResolver(Tag.NULL, NULL, "~nN\0", 10);
            addImplicitResolver(Tag.NULL, EMPTY, null, 10);
        }
    }
}
