throw new Error('what a script says when it fails');
