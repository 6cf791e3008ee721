package io.evently.bench.run;

/** The databases of a contender cannot be read, or do not come to where they should. */
final class BooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BooksException(String sentence) {
        super(sentence);
    }

    BooksException(Throwable cause) {
        super("The databases cannot be read: " + cause.getMessage(), cause);
    }
}
