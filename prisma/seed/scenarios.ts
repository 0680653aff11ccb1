/** What customers ask and experts answer, by support category. */
export type Scenario = {
  service: string;
  subject: string;
  description: string;
  question: string;
  answer: string;
  resolution: string;
  note: string;
};

export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  question: [
    {
      service: 'Data export',
      subject: 'Which columns does the monthly export contain?',
      description:
        'Our accountant wants to import the monthly export. Is there a list of the columns, and does it stay the same from month to month?',
      question: 'Which format do you load, CSV or JSON? The order of the columns is only fixed in CSV.',
      answer: 'CSV. They import it with a fixed template, so the order matters.',
      resolution:
        'The CSV columns are fixed and documented; new ones are only ever added at the end. I attached the list to this thread as text and switched your export to the versioned layout.',
      note: 'Third question about export columns this month: worth a paragraph on the export page.',
    },
    {
      service: 'AI chat message',
      subject: 'Can we limit how many credits one person uses?',
      description:
        'A new colleague used a day of credits in an hour by trying things out. Can we set a limit per person?',
      question: 'Should the limit warn the person or stop them? And is it the same for everybody?',
      answer: 'A warning is enough, the same for everybody.',
      resolution:
        'There is no limit per person yet. I set up a daily summary for your owners that names the three largest users, and showed how to end a session at once.',
      note: 'Feature wish: limits per person. Added to the list with this customer.',
    },
    {
      service: 'Log search',
      subject: 'How long are logs kept?',
      description:
        'For an audit we need to say how long logs are kept and where. We could not find it in the settings.',
      question: 'Is the audit about personal data, or about proof of deliveries? The answer differs.',
      answer: 'Personal data. They want a number of days.',
      resolution:
        'Logs are kept for 30 days and then deleted, backups included after 37. A letter that states this is in your billing documents.',
      note: 'Legal has a template for this letter; used version 4.',
    },
    {
      service: 'Weekly report',
      subject: 'Weekly report at another hour',
      description:
        'The weekly report comes on Monday at six in the morning. Our meeting is on Sunday evening. Can it come earlier?',
      question:
        'Sunday at 16:00 your time would be the earliest run that has all of the week. Is that early enough?',
      answer: 'Yes, that is perfect.',
      resolution: 'Moved to Sunday 16:00 in your time zone. The first one comes this week.',
      note: 'Changed the schedule by hand; the setting is not in the portal.',
    },
  ],
  bug: [
    {
      service: 'Error analysis',
      subject: 'Error analysis shows the wrong release',
      description:
        'Since the deployment this morning every error is attributed to the release before.\n\nSteps:\n\n1. Deploy\n2. Cause an error\n3. Open it: the release is the former one',
      question:
        'Could you send the start of the log of one deployment? I want to see whether the release is announced before the workers restart.',
      answer: 'Here it is: the release call comes about forty seconds after the restart.',
      resolution:
        'The release was announced after your workers had restarted, so the first minute of errors carried the old name. I moved the call before the restart in your pipeline example and re-labelled the errors of today.',
      note: 'Same cause as with two other customers. The guide shows the wrong order.',
    },
    {
      service: 'Data export',
      subject: 'Export stops at 65,536 rows',
      description:
        'The export of September has exactly 65,536 rows and ends in the middle of a day. The months before are complete.',
      question: 'Does the file open completely in a text editor, or only in the spreadsheet?',
      answer: 'In the editor it is complete. So it is the spreadsheet.',
      resolution:
        'The file is complete: 81,204 rows. The old spreadsheet format cuts at 65,536. I changed your export to the newer format, and it warns now when a file is larger than that.',
      note: 'No defect on our side, but the warning is worth keeping.',
    },
    {
      service: 'AI summary',
      subject: 'Summaries come back empty for German texts',
      description:
        'Texts in German give an empty summary, English ones work. It began on Tuesday. Example ids are in the text below.\n\n`sum_20418`, `sum_20422`, `sum_20431`',
      question: 'Thank you for the ids. Were these texts pasted or uploaded as files?',
      answer: 'Uploaded, as text files from a Windows machine.',
      resolution:
        'The files are in Windows-1252 and were read as UTF-8, which gave nothing to summarise. Such files are recognised now. The 41 empty summaries were made again at no cost.',
      note: 'Re-ran 41 summaries; no credits taken.',
    },
    {
      service: 'Uptime checks',
      subject: 'Uptime check reports a page as down that is up',
      description: 'Our status page has been reported as down since 03:00, but everybody can open it.',
      question: 'Does the page ask for anything before it shows, a cookie banner or a region check?',
      answer: 'We did add a region check yesterday. That is probably it.',
      resolution:
        'The checks came from a region that your new rule refuses. They run from inside your region now; the false outage was removed from the month.',
      note: 'Corrected the month by hand.',
    },
    {
      service: 'AI chat message',
      subject: 'Chat answers appear twice',
      description:
        'In the shared room every answer appears twice, one after the other. A reload shows it once. It happens in Firefox and in Chrome.',
      question: 'Does it also happen in a private window with a single tab?',
      answer: 'In a private window it does not happen.',
      resolution:
        'A second, outdated tab kept its connection and echoed each answer. Old tabs are told to reload now, and the double lines were removed.',
      note: 'Fixed with the change of Thursday. Watch for more of these.',
    },
  ],
  performance: [
    {
      service: 'Log search',
      subject: 'Log search takes half a minute',
      description:
        'A search over seven days takes 25 to 40 seconds since last week. Before it was two or three. The number of logs has not changed much.',
      question: 'Could you send me one search as you type it? A leading wildcard would explain it.',
      answer: 'We search for `*timeout*` in all fields.',
      resolution:
        'A leading wildcard reads every line. Searching for `timeout` in the field `message` gives the same lines in 0.8 seconds. I saved it as a view for your team.',
      note: 'Their volume doubled in fact; a conversation about the plan may be due.',
    },
    {
      service: 'Error events kept',
      subject: 'Errors arrive ten minutes late',
      description:
        'New errors appear in the list about ten minutes after they happened. On call that is too late.',
      question: 'How many application servers send errors, and do they share one key?',
      answer: 'Twelve servers, one key.',
      resolution:
        'Twelve servers with one key met the limit of that key and queued. Each has a key of its own now; the delay is under five seconds.',
      note: 'Raised the limit for two hours while they rolled out the keys.',
    },
    {
      service: 'Data export',
      subject: 'Nightly export runs into working hours',
      description:
        'The nightly export starts at two and is not finished at nine. In September it took an hour.',
      question: 'May I see the definition of the export? I suspect that it joins the archive.',
      answer: 'Yes, please look. Nobody here has changed it since spring.',
      resolution:
        'The export read the whole archive each night. It takes only what changed now: last night it ran for eleven minutes.',
      note: 'Kept the old definition as a draft in case they miss something.',
    },
  ],
  integration: [
    {
      service: 'Error analysis',
      subject: 'Connect errors to our ticket system',
      description:
        'We want a ticket for each new error, but not for each time that it happens. What is the best way?',
      question: 'Does your ticket system accept a key from outside? Then a repeat can find its ticket.',
      answer: 'It does, there is a field for a foreign key.',
      resolution:
        "New errors open a ticket with the error's id as its key, repeats add to it, and a closed ticket resolves the error. We tried it together on your test system.",
      note: 'Wrote the mapping as an example; can be reused.',
    },
    {
      service: 'AI summary',
      subject: 'Webhook signature does not verify',
      description:
        'We verify the signature of the webhook as described, but it never matches. The secret is right, we have copied it twice.',
      question:
        'Do you verify the raw body, or the object after parsing? The order of the fields would change it.',
      answer: 'After parsing. We will try the raw body.',
      resolution:
        'With the raw body it verifies. I added your framework to the examples, since its default reads the body first.',
      note: 'The most frequent question about webhooks.',
    },
    {
      service: 'Uptime checks',
      subject: 'Send alerts to our own paging',
      description:
        'Alerts should go to our paging system instead of e-mail, with the severity that we set per check.',
      question: 'Which severities does your paging know? Ours are three.',
      answer: 'Four, P1 to P4. P4 can be left out.',
      resolution:
        'Alerts are posted to your paging with P1 to P3 by the severity of the check; a recovery closes the page. A test page went through at each level.',
      note: 'Credentials are in the vault entry of this customer.',
    },
  ],
  incident: [
    {
      service: 'Error events kept',
      subject: 'No errors are accepted since the release',
      description:
        'Since our release at noon no error reaches you. We are blind in production. Every call is answered with 403.',
      question:
        'Was a proxy or a firewall changed in the same release? The calls do not carry the key any more.',
      answer: 'Yes, the proxy was replaced. It removes headers that it does not know.',
      resolution:
        'The new proxy dropped the header with the key. With the rule that I sent errors are back since 13:42, and the buffered ones arrived with their own times.',
      note: 'On the phone with their operations for half an hour.',
    },
    {
      service: 'AI chat message',
      subject: 'Chat is down for all of our customers',
      description:
        'The chat on our site shows «unavailable» to everybody since about twenty minutes. Nothing was changed on our side.',
      question:
        'I can see the refusals. Please try once more with the new key that I put into your settings.',
      answer: 'With the new key it works again.',
      resolution:
        'The key had been revoked by a member who left your organisation. It is replaced and belongs to the organisation now, not to a person. No messages were lost.',
      note: 'Keys that belong to a person should warn when the person leaves.',
    },
  ],
};

export const thanks = [
  'Thank you, that works.',
  'Confirmed on our side. Thank you for the quick help.',
  'We tried it and it looks good so far.',
  'Great, that was it.',
] as const;

export const openings = [
  'Thank you for the clear description. I am looking at it now.',
  'I have taken this over and can reproduce it.',
  'I am on it. First results within the hour.',
  'Thank you. I have found the right place to look and will be back soon.',
] as const;

export const ratingComments: Readonly<Record<number, readonly string[]>> = {
  5: ['Quick and clear.', 'Solved on the first try.', 'Very kind, and right.', 'Better than expected.'],
  4: ['Good, one question could have come earlier.', 'Solved, took a little longer than I hoped.'],
  3: ['It works now, but we had to explain it twice.'],
  2: ['Too slow for something urgent.'],
  1: ['The first answer had nothing to do with our question.'],
};

export const cancelReasons = [
  'This is the same as your other request; we go on there and charge nothing for this one.',
  'The cause was on our side, so we charge nothing for it.',
  'You found the answer before we did. Nothing is charged.',
] as const;
