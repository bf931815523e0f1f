/** The words of a name in camel or Pascal case: `CardPIN2Changed` has `Card`, `PIN`, `2`, `Changed`. */
export function wordsOf(name: string): readonly string[] {
  return name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
}

/** Whether a word is, or may be, a past participle or a past tense. */
export function isPast(word: string): boolean {
  const lower = word.toLowerCase();
  return lower.endsWith('ed') || irregular.has(lower);
}

/** Whether a word is a verb in the imperative for sure, or most likely. */
export function isVerb(word: string): boolean {
  return verbs.has(word.toLowerCase());
}

/** Whether a word is a verb in its progressive form for sure. */
export function isProgressive(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    lower.endsWith('ing') && [lower.slice(0, -3), `${lower.slice(0, -3)}e`, lower.slice(0, -4)].some(isVerb)
  );
}

/** Past forms that do not end in `ed`. Those that look like their verb tell nothing against a name. */
const irregular: ReadonlySet<string> = new Set(
  (
    'arisen awoken become begun bent bet bid bound bitten blown bought broken broadcast brought built burnt burst cast ' +
    'caught chosen come cost cut dealt done drawn driven fallen fed felt fought forbidden forecast foregone foreseen ' +
    'forgiven forgotten forgot found frozen given gone gotten got ground grown had heard held hidden hit hurt input ' +
    'kept known laid lain led left lent let lit lost made meant met misled mistaken mown offset outbid output overcome ' +
    'overdone overdrawn overridden overrun overseen overtaken paid prepaid proven put quit read rebuilt redone redrawn ' +
    'rerun resent reset resold rewound rewritten rewrit rid ridden risen run said seen sent set sewn shed shipped shown ' +
    'shrunk shut slept slid sold sought spent split spoken spread spun stolen stood stopped stricken struck stuck ' +
    'sublet sunk swapped sworn swept swung taken taught thought thrown told torn undergone understood undertaken ' +
    'undone unpaid unsent upheld upset withdrawn withheld withstood woken won worn woven written ' +
    'arose awoke became began bit blew broke came chose did drew drove fell flew forgave forgot froze gave got grew hid ' +
    'kept knew lay made met ran rose saw sank shook shrank spoke stole stood swore threw took was went were withdrew woke wore wrote'
  ).split(' '),
);

/** Verbs that begin the names of commands. */
const verbs: ReadonlySet<string> = new Set(
  (
    'abandon abort accept acknowledge acquire activate add adjust admit advance allocate amend announce anonymize append ' +
    'apply appoint approve archive arrange ask assign attach authorize award ban begin block book borrow bring build ' +
    'buy calculate call cancel capture carry change charge check choose claim clear close collect commit compensate ' +
    'complete compute confirm connect consume convert copy correct create credit deactivate debit decide decline ' +
    'decrease delete deliver deny deposit describe detach disable discard discontinue dismiss dispatch dispute divide ' +
    'double downgrade draw drop earn edit enable end enlist enqueue enrich enroll enter erase escalate evaluate exchange ' +
    'exclude execute expire extend fail file fill finalize find finish fire flag forward freeze fulfil fulfill generate ' +
    'give grant handle hire hold identify ignore import impose include increase inform initialize initiate install ' +
    'introduce invalidate invite invoice issue join keep leave lend link list load lock log lower maintain make mark ' +
    'match measure merge migrate modify move name notify obtain offer open order override pack park pause pay pick ' +
    'place plan post postpone prepare prevent print process produce prolong promote propose provide publish purchase put ' +
    'qualify queue raise rate reach reactivate read rebook rebuild recalculate receive recommend reconcile record recover ' +
    'redeem reduce refresh refund refuse register reject release relocate remind remove rename renew reopen repair repay ' +
    'replace reply report request reschedule rescind reserve reset resend resign resolve respond restart restock restore ' +
    'restrict resume retire retract retry return reveal reverse review revise revoke route run save schedule seal select ' +
    'sell send separate set settle share ship show sign simulate skip sort split start stop store submit subscribe ' +
    'subtract suspend swap switch take tag terminate test track transfer transmit trigger turn unblock undo unflag ' +
    'unfreeze unlink unlock unpublish unregister unsubscribe update upgrade upload use validate verify view void vote ' +
    'waive warn withdraw write'
  ).split(' '),
);
