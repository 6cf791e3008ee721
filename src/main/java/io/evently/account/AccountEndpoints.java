package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.Topic;
import java.util.List;

/** What accounts can be asked, and what they announce. */
public final class AccountEndpoints {
    public static final Endpoint<RegisterAccount, RegisterOutcome> REGISTER =
            new Endpoint<>("account.register", RegisterAccount.class, RegisterOutcome.class);
    public static final Endpoint<SignIn, SignInOutcome> SIGN_IN =
            new Endpoint<>("account.sign-in", SignIn.class, SignInOutcome.class);
    public static final Endpoint<SignOut, SignedOut> SIGN_OUT =
            new Endpoint<>("account.sign-out", SignOut.class, SignedOut.class);
    public static final Endpoint<ReadAccount, AccountOutcome> READ =
            new Endpoint<>("account.read", ReadAccount.class, AccountOutcome.class);
    public static final Endpoint<ChangePassword, ChangePasswordOutcome> CHANGE_PASSWORD =
            new Endpoint<>("account.change-password", ChangePassword.class, ChangePasswordOutcome.class);
    public static final Endpoint<ListAccounts, AccountPage> LIST =
            new Endpoint<>("account.list", ListAccounts.class, AccountPage.class);
    public static final Endpoint<UpdateAccount, UpdateOutcome> UPDATE =
            new Endpoint<>("account.update", UpdateAccount.class, UpdateOutcome.class);
    public static final Endpoint<ImportAccounts, ImportOutcome> IMPORT =
            new Endpoint<>("account.import", ImportAccounts.class, ImportOutcome.class);

    /** Tokens that are refused from now on; the database says the same a little later. */
    public static final Topic<Revocation> REVOKED = new Topic<>("account.revoked", Revocation.class);

    /** Every message family of this package, for registration with the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            RegisterAccount.class,
            RegisterOutcome.class,
            SignIn.class,
            SignInOutcome.class,
            SignOut.class,
            SignedOut.class,
            ReadAccount.class,
            AccountOutcome.class,
            ChangePassword.class,
            ChangePasswordOutcome.class,
            ListAccounts.class,
            AccountPage.class,
            UpdateAccount.class,
            UpdateOutcome.class,
            ImportAccounts.class,
            ImportOutcome.class,
            Revocation.class);

    private AccountEndpoints() {}
}
