/** The product's own texts that end users read, in English; other languages translate these keys. `{name}` is filled in. */
export const productTexts = {
  apology: 'Sorry, something went wrong here. You can go on or try again.',
  tooManySteps: 'Sorry, this got too long for one turn. Please try again.',
  retryText: 'Please answer the question.',
  retryNumber: 'Please enter a number.',
  retryEmail: 'Please enter an e-mail address, such as name@example.com.',
  retryDate: 'Please enter a date, such as 2026-11-24.',
  retryUrl: 'Please enter a web address that begins with https://.',
  retryYesNo: 'Please answer yes or no.',
  retryRegex: 'Please enter it in the expected form.',
  retryChoice: 'Please choose one of the options.',
  stillOpen: 'The form above is still open. Please fill it in or cancel it.',
  stillOpenTable: 'The table above is still open. Please choose a row.',
  stillOpenFeedback: 'The rating above is still open.',
  pendingWait: 'This is still under way. You will hear from us here.',
  fieldRequired: '{label} is required.',
  fieldInvalid: '{label} is not valid.',
  fieldTooSmall: '{label} must be at least {min}.',
  fieldTooLarge: '{label} must be at most {max}.',
  fieldTooShort: '{label} must have at least {min} characters.',
  fieldTooLong: '{label} must have at most {max} characters.',
  fieldNotAnOption: '{label} must be one of the options.',
  submit: 'Submit',
  feedbackQuestion: 'How did this go?',
} as const;

export type ProductTextKey = keyof typeof productTexts;
