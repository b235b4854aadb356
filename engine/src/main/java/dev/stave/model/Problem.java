package dev.stave.model;

/**
 * One finding about a stack, as people read it: {@code stack.groovy:33: image 'nginx': unknown parent 'busybx', did you
 * mean 'busybox'?}
 *
 * @param origin  the line of the wrong setting, or of the image or builder where no setting is to blame
 * @param subject what is wrong, such as {@code image 'nginx'} or {@code stack}; empty where the message names it
 * @param message what is wrong with it and what to do
 */
public record Problem(Origin origin, String subject, String message) implements Comparable<Problem> {
    @Override
    public int compareTo(Problem other) {
        int byOrigin = origin.compareTo(other.origin);
        return byOrigin != 0 ? byOrigin : text().compareTo(other.text());
    }

    /** Subject and message without the place. */
    public String text() {
        return subject.isEmpty() ? message : subject + ": " + message;
    }

    @Override
    public String toString() {
        return origin + ": " + text();
    }
}
