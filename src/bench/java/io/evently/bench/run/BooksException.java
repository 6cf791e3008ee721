package io.evently.bench.run;

/** The databases of a contender cannot be read. */
final class BooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BooksException(Throwable cause) {
        super("The databases cannot be read: " + cause.getMessage(), cause);
    }
}
